"""The one family of models: additive tables for airports, hour and weekday plus weights for the numbers, with or without a
hidden layer. Trained with scikit-learn, written as ONNX with the same signature for all:

    features float32[n, 8], airports int64[n, 2] (origin, destination)  ->  probability float32[n]
"""

from dataclasses import dataclass

import numpy as np
import onnx
import scipy.sparse as sparse
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

NUMBERS = [2, 3, 4, 5, 6, 7]  # all features but hour and weekday


@dataclass(frozen=True)
class Recipe:
    name: str
    airports: int  # size of the vocabulary
    hidden: int  # units of the hidden layer; 0 for an additive model
    epochs: int = 0


class FlightModel:
    def __init__(self, recipe, features, airports, late):
        self.recipe = recipe
        numbers = features[:, NUMBERS]
        self.mean, self.scale = numbers.mean(axis=0), numbers.std(axis=0)
        encoded = self._encode(features, airports)
        if recipe.hidden == 0:
            self.fitted = LogisticRegression(max_iter=300, random_state=0).fit(encoded, late)
        else:
            self.fitted = MLPClassifier(
                (recipe.hidden,), batch_size=512, learning_rate_init=2e-3, max_iter=recipe.epochs, random_state=0, n_iter_no_change=recipe.epochs
            ).fit(encoded, late)

    def probability(self, features, airports):
        return self.fitted.predict_proba(self._encode(features, airports))[:, 1]

    def _encode(self, features, airports):
        size = self.recipe.airports
        tables = [(airports[:, 0], size), (airports[:, 1], size), (features[:, 0].astype(int), 24), (features[:, 1].astype(int), 7)]
        rows = np.arange(len(features))
        one_hot = [sparse.csr_matrix((np.ones(len(rows)), (rows, ids)), shape=(len(rows), count)) for ids, count in tables]
        return sparse.hstack([*one_hot, sparse.csr_matrix((features[:, NUMBERS] - self.mean) / self.scale)]).tocsr()

    def to_onnx(self):
        first, bias = self._first_layer()
        size = self.recipe.airports
        origin, destination, hour, weekday, numbers = np.split(first, np.cumsum([size, size, 24, 7]))
        # Centring and scaling are folded into the weights.
        weights, bias = numbers / self.scale[:, None], bias - (self.mean / self.scale) @ numbers
        constants = {
            "origin_table": origin, "destination_table": destination, "hour_table": hour, "weekday_table": weekday,
            "weights": weights, "bias": bias,
        }  # fmt: skip
        indices = {"column_0": 0, "column_1": 1, "number_columns": NUMBERS, "last_axis": [1]}
        nodes = [
            helper.make_node("Gather", ["airports", "column_0"], ["origin"], axis=1),
            helper.make_node("Gather", ["airports", "column_1"], ["destination"], axis=1),
            helper.make_node("Gather", ["features", "column_0"], ["hour"], axis=1),
            helper.make_node("Gather", ["features", "column_1"], ["weekday"], axis=1),
            helper.make_node("Cast", ["hour"], ["hour_id"], to=TensorProto.INT64),
            helper.make_node("Cast", ["weekday"], ["weekday_id"], to=TensorProto.INT64),
            helper.make_node("Gather", ["origin_table", "origin"], ["by_origin"]),
            helper.make_node("Gather", ["destination_table", "destination"], ["by_destination"]),
            helper.make_node("Gather", ["hour_table", "hour_id"], ["by_hour"]),
            helper.make_node("Gather", ["weekday_table", "weekday_id"], ["by_weekday"]),
            helper.make_node("Gather", ["features", "number_columns"], ["numbers"], axis=1),
            helper.make_node("Gemm", ["numbers", "weights", "bias"], ["by_numbers"]),
            helper.make_node("Sum", ["by_origin", "by_destination", "by_hour", "by_weekday", "by_numbers"], ["sum"]),
        ]
        if self.recipe.hidden > 0:
            constants |= {"head_weights": self.fitted.coefs_[1], "head_bias": self.fitted.intercepts_[1]}
            nodes += [helper.make_node("Relu", ["sum"], ["hidden"]), helper.make_node("Gemm", ["hidden", "head_weights", "head_bias"], ["logit"])]
        nodes += [
            helper.make_node("Sigmoid", ["logit" if self.recipe.hidden > 0 else "sum"], ["column"]),
            helper.make_node("Squeeze", ["column", "last_axis"], ["probability"]),
        ]
        graph = helper.make_graph(
            nodes,
            "late_arrival",
            [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", 8]), helper.make_tensor_value_info("airports", TensorProto.INT64, ["n", 2])],
            [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["n"])],
            [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()]
            + [numpy_helper.from_array(np.array(value, dtype=np.int64), name) for name, value in indices.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        return model.SerializeToString()

    def _first_layer(self):
        if self.recipe.hidden == 0:
            return self.fitted.coef_.T, self.fitted.intercept_
        return self.fitted.coefs_[0], self.fitted.intercepts_[0]
