"""Adds XGBoost regressors of other versions, pickle protocols and parameter types to the fixtures.
Run it once for each version: pip install xgboost==1.0.2 (then 1.5.2, 1.7.6, 2.0.3, then the newest)
scikit-learn joblib; python make_versions.py <this folder>
"""
import json, pathlib, pickle, sys
import joblib, numpy as np, xgboost
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

here = pathlib.Path(sys.argv[1])
version = ".".join(xgboost.__version__.split(".")[:2])
known = json.loads((here / "answers.json").read_text())
rows = np.array(known["rows"], dtype=np.float32)
g = np.random.default_rng(71)
x = g.normal(size=(400, 10)).astype(np.float32)
x[::3, 0] = 0
y = (0.02 * np.tanh(x[:, 1]) - 0.01 * x[:, 0] + 0.005 * g.normal(size=400)).astype(np.float32)

def fit(parameters, **fitting):
    parameters = {"n_estimators": 4, "max_depth": 2, "n_jobs": 1, **parameters}
    return xgboost.XGBRegressor(**parameters).fit(x, y, verbose=False, **fitting)

def keep(name, model):
    known["answers"][name] = [float(v) for v in model.predict(rows)]

if version == "1.0":
    binary = fit({})
    binary.save_model(str(here / "xgboost-1.0.model"))
    keep("xgboost-1.0.model", binary)
    dart = fit({"booster": "dart", "rate_drop": 0.5})
    (here / "xgboost-1.0-dart.pkl").write_bytes(pickle.dumps(dart))
    keep("xgboost-1.0-dart.pkl", dart)
    linear = fit({"booster": "gblinear"})
    linear.save_model(str(here / "xgboost-1.0-linear.json"))
    keep("xgboost-1.0-linear.json", linear)
elif version == "2.0":
    search = GridSearchCV(make_pipeline(StandardScaler(), xgboost.XGBRegressor(n_estimators=4, n_jobs=1)),
                          {"xgbregressor__max_depth": [1, 2]}, cv=2).fit(x, y)
    joblib.dump(search, here / "xgboost-2.0-grid-of-pipeline.joblib", compress=("lzma", 9))
    keep("xgboost-2.0-grid-of-pipeline.joblib", search)
elif version == "1.5":
    early = fit({"n_estimators": 12, "learning_rate": 1.5}, eval_set=[(x[::-1], y)],
                early_stopping_rounds=2)
    assert early.best_iteration < early.get_booster().num_boosted_rounds() - 1
    (here / "xgboost-1.5.pkl").write_bytes(pickle.dumps(early))
    keep("xgboost-1.5.pkl", early)
elif version == "1.7":
    half = fit({"n_estimators": 200, "max_depth": 1, "learning_rate": 0.05})
    half.save_model(here / "xgboost-1.7-base-half.json")
    keep("xgboost-1.7-base-half.json", half)
    missing = fit({"missing": 0.0})
    missing.save_model(here / "xgboost-1.7-missing.json")
    keep("xgboost-1.7-missing.json", missing)
else:
    numpy = fit({"max_depth": np.int64(2), "learning_rate": np.float32(0.3),
                 "gamma": np.float64(0), "missing": np.float64("nan"),
                 "random_state": np.random.RandomState(7)})
    for protocol in range(6):
        name = f"xgboost-numpy-protocol-{protocol}.pkl"
        (here / name).write_bytes(pickle.dumps(numpy, protocol))
        keep(name, numpy)
    for name, value in (("float", 0.0), ("numpy", np.float32(0)), ("whole", -999)):
        stated = fit({"missing": value})
        (here / f"xgboost-missing-{name}.pkl").write_bytes(pickle.dumps(stated))
        keep(f"xgboost-missing-{name}.pkl", stated)
(here / "answers.json").write_text(json.dumps(known))
print(xgboost.__version__)
