export const id = 543;
export const ids = [543];
export const modules = {

/***/ 3543:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _claims_simulate_run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3342);
/* harmony import */ var _serve_runs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7553);
// The entry of a worker thread when the sources run as they are. A bundle is its own entry: it asks isRunWorker().


(0,_serve_runs_js__WEBPACK_IMPORTED_MODULE_1__/* .serveRuns */ .sy)((0,_claims_simulate_run_js__WEBPACK_IMPORTED_MODULE_0__/* .runSimulator */ .u)());


/***/ })

};
