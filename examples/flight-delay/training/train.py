"""Trains the four models of this example and writes what is committed beside it: models/, data/march-2001.csv.gz, data/airports.csv.

    npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz      # outside the repository
    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
    .venv/bin/python train.py package/data

Trained on 8 January to 21 February 2001, reported on 22 to 28 February, served in March. Seeds are fixed and one thread computes, so a
second run writes the same bytes. It takes about a minute.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # before numpy is loaded

import gzip
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from figures import compare, score, score_served
from flights import DELAY_COLUMNS, FEATURES, read_flights
from network import FlightModel, Recipe

HERE = Path(__file__).resolve().parent.parent
GOLDEN_CASES = 40
SAMPLE_STRIDE = 8  # every eighth flight of March is replayed


def main(data_folder):
    flights, airports = read_flights(data_folder)
    everywhere = len(airports)
    minutes = flights[FEATURES].to_numpy(dtype=np.float32)
    hours = minutes.copy()
    hours[:, DELAY_COLUMNS] /= 60

    march = flights[flights.date >= "2001-03-01"].sort_values("utc_minute", kind="stable")[::SAMPLE_STRIDE]
    write_sample(march)
    airports[["id", "iata", "region"]].to_csv(HERE / "data/airports.csv", index=False, lineterminator="\n")

    served = {}
    for recipe, features in [
        (Recipe("additive", everywhere, hidden=0), minutes),
        (Recipe("network", everywhere, hidden=16, epochs=6), minutes),
        # Keeps the vocabulary small by leaving rare airports out, and nothing in front of it maps them to a spare entry.
        (Recipe("busiest-airports", 90, hidden=32, epochs=10), minutes),
        # Its pipeline takes recent delays in hours. The service sends minutes.
        (Recipe("delays-in-hours", everywhere, hidden=8, epochs=6), hours),
    ]:
        print(recipe)
        served[recipe.name] = score_served(train(recipe, flights, features), march)
    figures = {
        "flights": len(march),
        "artefacts": {name: figure for name, (figure, _) in served.items()},
        "networkAgainstAdditive": compare(served["additive"][1], served["network"][1], march.late.to_numpy()),
    }
    write_json(HERE / "models/figures.json", figures)


def train(recipe, flights, features):
    """One training pipeline: it sees its own units and its own vocabulary, and reports on what it sees."""
    airports = flights[["origin_id", "destination_id"]].to_numpy()
    known = (airports < recipe.airports).all(axis=1)
    date, late = flights.date, flights.late.to_numpy()
    fitted_on = known & (date >= "2001-01-08") & (date < "2001-02-22")
    reported_on = known & (date >= "2001-02-22") & (date < "2001-03-01")

    model = FlightModel(recipe, features[fitted_on], airports[fitted_on], late[fitted_on])
    folder = HERE / "models" / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    onnx_bytes = model.to_onnx()
    (folder / "model.onnx").write_bytes(onnx_bytes)
    print(f"  {len(onnx_bytes)} bytes, sha256 {hashlib.sha256(onnx_bytes).hexdigest()}")

    held_out = features[reported_on], airports[reported_on]
    write_json(folder / "metrics.json", score(model.probability(*held_out), late[reported_on], flights.region[reported_on].to_numpy()))
    write_golden(folder / "golden.json", model, *held_out)
    return onnx_bytes


def write_golden(path, model, features, airports):
    rows = np.random.default_rng(0).choice(len(features), GOLDEN_CASES, replace=False)
    expected = model.probability(features[rows], airports[rows])
    cases = [
        {
            "name": f"flight {number + 1}",
            "inputs": {
                "features": {"type": "float32", "shape": [1, len(FEATURES)], "data": [round(float(value), 6) for value in features[row]]},
                "airports": {"type": "int64", "shape": [1, 2], "data": airports[row].tolist()},
            },
            "outputs": {"probability": {"type": "float32", "shape": [1], "data": [round(float(expected[number]), 7)]}},
        }
        for number, row in enumerate(rows)
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f'{{"tolerance": {{"abs": 1e-5, "rel": 1e-4}}, "cases": [\n{lines}\n]}}\n')


def write_sample(march):
    start = int(pd.Timestamp("2001-03-01").timestamp()) // 60
    columns = march.assign(minute=march.utc_minute.astype(int) - start)[["minute", "origin_id", "destination_id", *FEATURES, "late"]]
    text = columns.rename(columns={"origin_id": "origin", "destination_id": "destination"}).to_csv(index=False, float_format="%g", lineterminator="\n")
    (HERE / "data").mkdir(exist_ok=True)
    (HERE / "data/march-2001.csv.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
