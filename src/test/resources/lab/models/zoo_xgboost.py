"""Writes one file of every kind in which a version of XGBoost saves a regressor, each with the rows
and answers of its own library (NAME.rows.csv beside NAME.ENDING): python zoo_xgboost.py OUT
Needs xgboost, scikit-learn, joblib, lz4, cloudpickle. A kind that this version cannot write is left out.
"""
import csv, json, pathlib, pickle, sys, warnings
import numpy as np, joblib, cloudpickle, xgboost
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler

warnings.simplefilter("ignore")
version = xgboost.__version__
new = tuple(int(part) for part in version.split(".")[:2])
out = pathlib.Path(sys.argv[1]) / ("xgboost-" + version)
out.mkdir(parents=True, exist_ok=True)
names = ["log_price", "ret_1h", "ret_24h", "ma_24h", "ma_72h", "vol_24h", "price_pos_24h",
         "price_pos_72h", "ma_ratio_72_24", "exp_vol_ratio"]
g = np.random.default_rng(67)
x = g.normal(size=(800, 10))
x[::5, 1] = 0
y = 0.02 * np.tanh(x[:, 1]) - 0.01 * x[:, 4] + 0.005 * g.normal(size=800)
rows = x[:60]

def regressor(**more):
    return xgboost.XGBRegressor(**{"n_estimators": 30, "max_depth": 3, "random_state": 7, "n_jobs": 1, **more})

def attempt(name, write, model, answers=None):
    try:
        write(model, out / name)
        predicted = np.ravel(model.predict(rows) if answers is None else answers)
        with open(out / (name + ".rows.csv"), "w", newline="") as file:
            table = csv.writer(file)
            table.writerow(names + ["prediction"])
            table.writerows([*map(repr, map(float, row)), repr(float(p))] for row, p in zip(rows, predicted))
    except Exception as e:
        (out / name).unlink(missing_ok=True)
        print(version, name, "not written:", str(e).splitlines()[0][:90])

def dump(protocol):
    return lambda model, path: path.write_bytes(pickle.dumps(model, protocol))

def job(compress):
    return lambda model, path: joblib.dump(model, path, compress=compress)

def own(model, path):
    model.save_model(str(path))

def raw(model, path):
    path.write_bytes(bytes(model.get_booster().save_raw(raw_format="deprecated") if new >= (1, 6) else model.get_booster().save_raw()))

def attempts(name, model, *kinds):
    writers = {"json": ("json", own), "ubj": ("ubj", own), "model": ("model", own), "bin": ("bin", raw),
               "pkl": ("pkl", dump(4)), "joblib": ("joblib", job(0))}
    for kind in kinds or ("json", "ubj", "model", "bin", "pkl"):
        booster = model.get_booster().predict(xgboost.DMatrix(rows)) if kind == "bin" else None
        attempt(name + "." + writers[kind][0], writers[kind][1], model, booster)

plain = regressor().fit(x, y)
attempts("plain", plain)
for protocol in range(6):
    attempt(f"plain-protocol-{protocol}.pkl", dump(protocol), plain)
for compress in ("zlib", "gzip", "bz2", "xz", "lzma", "lz4"):
    attempt(f"plain-{compress}.joblib", job((compress, 3)), plain)
attempt("plain-none.joblib", job(0), plain)
attempt("plain-3.pkl", job(3), plain)
attempt("plain-cloud.pkl", lambda m, p: p.write_bytes(cloudpickle.dumps(m)), plain)
attempt("booster.json", lambda m, p: m.get_booster().save_model(str(p)), plain)
attempt("booster.pkl", lambda m, p: p.write_bytes(pickle.dumps(m.get_booster())), plain)
for name, more in {"base-half": {"base_score": 0.5}, "base-ten": {"base_score": 10.0},
                   "missing-0": {"missing": 0.0}, "missing-999": {"missing": -999.0},
                   "dart": {"booster": "dart", "rate_drop": 0.2}, "gblinear": {"booster": "gblinear", "max_depth": None},
                   "pseudohuber": {"objective": "reg:pseudohubererror"}, "absolute": {"objective": "reg:absoluteerror"},
                   "quantile": {"objective": "reg:quantileerror", "quantile_alpha": 0.4},
                   "linear": {"objective": "reg:linear"}, "parallel": {"num_parallel_tree": 3, "subsample": 0.7},
                   "forest-lossguide": {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 9}}.items():
    try:
        attempts(name, regressor(**{k: v for k, v in more.items() if v is not None}).fit(x, y))
    except Exception as e:
        print(version, name, "not trained:", str(e).splitlines()[0][:90])
positive = np.abs(y) + 0.01
for objective in ("reg:squaredlogerror", "reg:gamma", "reg:tweedie", "count:poisson", "reg:logistic"):
    attempts(objective.split(":")[1], regressor(objective=objective).fit(x, positive), "json", "pkl")
try:
    attempts("quantiles", regressor(objective="reg:quantileerror", quantile_alpha=[0.2, 0.8]).fit(x, y), "json")
except Exception as e:
    print(version, "quantiles not trained:", str(e).splitlines()[0][:90])
try:
    early = (regressor(n_estimators=90, early_stopping_rounds=3) if new >= (1, 6) else regressor(n_estimators=90))
    fitting = {} if new >= (1, 6) else {"early_stopping_rounds": 3}
    early.fit(x[:500], y[:500], eval_set=[(x[500:], g.normal(size=300) * 0.02)], verbose=False, **fitting)
    attempts("early", early)
except Exception as e:
    print(version, "early not trained:", str(e).splitlines()[0][:90])
attempts("random-forest", xgboost.XGBRFRegressor(n_estimators=20, max_depth=4, random_state=7, n_jobs=1).fit(x, y))
try:
    attempts("grid", GridSearchCV(regressor(), {"max_depth": [2, 3]}, cv=2).fit(x, y), "pkl", "joblib")
    for scaler in (StandardScaler(), MinMaxScaler(), RobustScaler(), MaxAbsScaler(), StandardScaler(with_mean=False)):
        name = "pipeline-" + type(scaler).__name__ + ("" if getattr(scaler, "with_mean", True) else "-nomean")
        attempts(name, make_pipeline(scaler, regressor()).fit(x, y), "pkl", "joblib")
    attempts("grid-of-pipeline", GridSearchCV(make_pipeline(StandardScaler(), regressor()),
             {"xgbregressor__max_depth": [2, 3]}, cv=2).fit(x, y), "pkl")
except Exception as e:
    print(version, "wrapped not trained:", str(e).splitlines()[0][:90])
