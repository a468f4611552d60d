"""Writes models of other libraries in their own files, and exported with the very lines of docs/models.md,
each with rows and answers of its own library: python zoo_others.py OUT (in the repository's folder).
Libraries that are not installed are left out: TensorFlow wants an environment of its own.
pip install scikit-learn skl2onnx lightgbm onnxmltools catboost joblib pandas torch onnxscript
pip install tensorflow-cpu tf2onnx pandas
"""
import importlib.util, os, pathlib, pickle, re, sys, warnings
warnings.simplefilter("ignore"); os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np, pandas
docs = pathlib.Path("docs/models.md").read_text()
out = pathlib.Path(sys.argv[1]).resolve() / "others"; out.mkdir(parents=True, exist_ok=True); os.chdir(out)
FEATURES = ["log_price","ret_1h","ret_24h","ma_24h","ma_72h","vol_24h","price_pos_24h","price_pos_72h","ma_ratio_72_24","exp_vol_ratio"]
g=np.random.default_rng(67); X=g.normal(size=(800,10)).astype("float32").astype(float); y=0.02*np.tanh(X[:,1])-0.01*X[:,4]+0.005*g.normal(size=800)
check = re.search(r"```python\n(rows = pandas.*?)```", docs, re.S).group(1)

def has(*modules):
    return all(importlib.util.find_spec(it) for it in modules)

class Flat:
    """What docs/models.md calls model.predict gives one number a row."""
    def __init__(self, predict): self.predict = lambda rows: np.ravel(predict(rows))

def keep(name, predict):
    exec(check, {"pandas": pandas, "X": X, "FEATURES": FEATURES, "model": Flat(predict)})
    os.replace("rows.csv", name + ".rows.csv")

def export(library, name, predict, **given):
    lines = re.search(rf"\n# {library}.*?\n(.*?)(?=\n\n|\n```)", docs, re.S).group(1)
    try: exec(lines, {"X": X, **given})
    except Exception as e: print(name, "is refused by its converter:", type(e).__name__, str(e)[:80]); return
    os.replace("model.onnx", name + ".onnx"); keep(name + ".onnx", predict)

def own(model, name):
    pathlib.Path(name + ".pkl").write_bytes(pickle.dumps(model)); keep(name + ".pkl", model.predict)

if has("sklearn", "skl2onnx"):
    import joblib
    from sklearn.ensemble import RandomForestRegressor, HistGradientBoostingRegressor
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    for n,model in {"forest":RandomForestRegressor(20,max_depth=5,random_state=1),"histgb":HistGradientBoostingRegressor(max_iter=30),"pipeline":make_pipeline(StandardScaler(),Ridge())}.items():
        own(model.fit(X,y), n); joblib.dump(model, n+".joblib", compress=3); keep(n+".joblib", model.predict)
        export("scikit-learn", n, model.predict, model=model)
if has("lightgbm", "onnxmltools"):
    import lightgbm
    for n,k in {"lgb-gbdt":{},"lgb-rf":dict(boosting_type="rf",bagging_freq=1,bagging_fraction=.7)}.items():
        model = lightgbm.LGBMRegressor(n_estimators=20,num_leaves=8,verbose=-1,**k).fit(X,y); own(model, n)
        model.booster_.save_model(n+".txt"); keep(n+".txt", model.predict); export("LightGBM", n, model.predict, model=model)
if has("catboost"):
    import catboost
    model = catboost.CatBoostRegressor(iterations=30,depth=4,verbose=0,allow_writing_files=False).fit(X,y); own(model, "cat")
    model.save_model("cat.cbm"); keep("cat.cbm", model.predict); export("CatBoost", "cat", model.predict, model=model)
if has("torch"):
    import torch
    torch.manual_seed(67); model = torch.nn.Sequential(torch.nn.Linear(10,8), torch.nn.Tanh(), torch.nn.Linear(8,1))
    answer = lambda rows: model.eval()(torch.tensor(rows, dtype=torch.float32)).detach().numpy()
    export("PyTorch", "torch", answer, model=model, torch=torch); torch.save(model, "torch.pt"); keep("torch.pt", answer)
if has("tensorflow", "tf2onnx"):
    import keras
    keras.utils.set_random_seed(67); model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)])
    answer = lambda rows: model.predict(np.float32(rows), verbose=0)
    export("Keras", "keras", answer, model=model); model.save("keras.keras"); keep("keras.keras", answer); model.save("keras.h5"); keep("keras.h5", answer)
