"""Scores: of a pipeline on its own held-out flights, and of an artefact's bytes on the flights as they are served."""

import hashlib

import numpy as np
import onnxruntime

from flights import FEATURES

CLIP = 1e-3  # the log loss takes no probability as more certain than this; nearer to 0 and 1 it would measure rounding


def score(probability, late, region):
    """The report of a pipeline: n, metrics, and the same for each region of origin."""
    return {**_cell(probability, late), "slices": {f"region={name}": _cell(probability[region == name], late[region == name]) for name in sorted(set(region))}}


def _cell(probability, late):
    right = (probability >= 0.5) == (late == 1)
    return {
        "n": len(late),
        "metrics": {
            "accuracy": float(right.mean()),
            "brier": float(((probability - late) ** 2).mean()),
            "logLoss": float(_log_loss(probability, late).mean()),
        },
    }


def _log_loss(probability, late):
    kept = np.clip(probability.astype(np.float64), CLIP, 1 - CLIP)
    return -np.where(late == 1, np.log(kept), np.log1p(-kept))


def score_served(onnx_bytes, march):
    """Figures of the bytes, flight by flight as the service asks, and the probabilities (NaN where the model fails)."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 4
    session = onnxruntime.InferenceSession(onnx_bytes, options)
    features, airports = march[FEATURES].to_numpy(dtype=np.float32), march[["origin_id", "destination_id"]].to_numpy()
    probability = np.array([_ask(session, features[row : row + 1], airports[row : row + 1]) for row in range(len(march))])
    late, region = march.late.to_numpy(), march.region.to_numpy()
    cells = {"all": np.full(len(march), True)} | {f"region={name}": region == name for name in sorted(set(region))}
    figures = {"digest": f"sha256:{hashlib.sha256(onnx_bytes).hexdigest()}"}
    return figures | {"cells": {name: _served_cell(probability[rows], late[rows]) for name, rows in cells.items()}}, probability


def _ask(session, features, airports):
    try:
        return session.run(None, {"features": features, "airports": airports})[0][0]
    except onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument:
        return np.nan


def _served_cell(probability, late):
    answered = ~np.isnan(probability)
    cell = _cell(probability[answered], late[answered])
    return {
        "requests": len(late),
        "failedRatio": float(1 - answered.mean()),
        "answered": cell["n"],
        "wrongRatio": 1 - cell["metrics"]["accuracy"],
        **cell["metrics"],
    }


def compare(stable, candidate, late):
    """Paired on the same flights: McNemar's statistic (normal, positive when the candidate is better) and the mean gain in log loss."""
    stable_right, candidate_right = (stable >= 0.5) == (late == 1), (candidate >= 0.5) == (late == 1)
    gained, lost = int((candidate_right & ~stable_right).sum()), int((stable_right & ~candidate_right).sum())
    gain = _log_loss(stable, late) - _log_loss(candidate, late)
    return {
        "onlyCandidateRight": gained,
        "onlyStableRight": lost,
        "mcnemarZ": (gained - lost) / float(np.sqrt(gained + lost)),
        "logLossGain": float(gain.mean()),
        "logLossGainStandardError": float(gain.std(ddof=1) / np.sqrt(len(gain))),
    }
