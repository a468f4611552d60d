"""Writes the model fixtures beside this file: one real file of each exporter, with the answers that
its own library gave to a few rows. Data are a seeded random walk, ten inputs as in training.
pip install xgboost scikit-learn skl2onnx lightgbm onnxmltools
"""
import json, pickle, sys, pathlib
import numpy as np
import xgboost, sklearn, skl2onnx, lightgbm, onnxmltools
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from skl2onnx.common.data_types import FloatTensorType, DoubleTensorType
from onnxmltools.convert.common.data_types import FloatTensorType as MlFloat

here = pathlib.Path(sys.argv[1])
names = ["log_price", "ret_1h", "ret_24h", "ma_24h", "ma_72h", "vol_24h", "price_pos_24h",
         "price_pos_72h", "ma_ratio_72_24", "exp_vol_ratio"]
g = np.random.default_rng(67)
x = g.normal(size=(2000, 10)).astype(np.float32)
y = (0.02 * np.tanh(x[:, 1]) - 0.01 * x[:, 4] + 0.005 * g.normal(size=2000)).astype(np.float32)
rows = x[:40]
answers = {"rows": [[float(v) for v in r] for r in rows], "answers": {}}

def keep(name, predicted):
    answers["answers"][name] = [float(v) for v in np.ravel(predicted)]

def save(name, onnx, predicted):
    (here / name).write_bytes(onnx.SerializeToString())
    keep(name, predicted)

for name, model in {"sklearn-ridge.onnx": make_pipeline(StandardScaler(), Ridge()),
                    "sklearn-forest.onnx": RandomForestRegressor(8, max_depth=4, random_state=1),
                    "sklearn-boosting.onnx": GradientBoostingRegressor(n_estimators=20, random_state=1)}.items():
    model.fit(x, y)
    onnx = skl2onnx.convert_sklearn(model, initial_types=[("input", FloatTensorType([None, 10]))])
    save(name, onnx, model.predict(rows))
ridge = Ridge().fit(x.astype(float), y.astype(float))
save("sklearn-ridge-double.onnx",
     skl2onnx.convert_sklearn(ridge, initial_types=[("input", DoubleTensorType([None, 10]))]),
     ridge.predict(rows.astype(float)))
light = lightgbm.LGBMRegressor(n_estimators=20, num_leaves=8, verbose=-1).fit(x, y)
save("lightgbm.onnx", onnxmltools.convert_lightgbm(light, initial_types=[("input", MlFloat([None, 10]))]),
     light.predict(rows))

def boosted(**more):
    return xgboost.XGBRegressor(n_estimators=20, max_depth=4, seed=7, n_jobs=1, **more)

xgb = boosted().fit(x, y)
try:
    save("xgboost.onnx", onnxmltools.convert_xgboost(xgb, initial_types=[("input", MlFloat([None, 10]))]),
         xgb.predict(rows))
except Exception as e:
    print("onnxmltools and xgboost:", e)
named = boosted(gamma=1e-4, subsample=0.8)
import pandas as pd
named.fit(pd.DataFrame(x, columns=names), y)
for ending in ("json", "ubj"):
    named.save_model(here / f"xgboost.{ending}")
    keep(f"xgboost.{ending}", named.predict(pd.DataFrame(rows, columns=names)))
(here / "model.pkl").write_bytes(pickle.dumps(xgb))
keep("model.pkl", xgb.predict(rows))
(here / "features.json").write_text(json.dumps(names))
(here / "answers.json").write_text(json.dumps(answers))
for p in (xgboost, sklearn, skl2onnx, lightgbm, onnxmltools):
    print(p.__name__, p.__version__)
