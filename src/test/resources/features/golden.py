"""Writes closes.csv and rows.csv: the features as pandas computes them (3.1 with numpy 2 was used).

Run in this folder: python golden.py. The market is simulated; four flat days are in it on purpose.
"""

import numpy as np
import pandas as pd


def deviation(returns, hours):
    """Window by window: the running sums of rolling().std() leave 1e-10 in a flat market."""
    return returns.rolling(hours).apply(lambda window: np.std(window, ddof=1), raw=True)


steps = 0.006 * np.random.default_rng(67).standard_normal(1500)
steps[900:996] = 0
close = pd.Series(np.round(30000 * np.exp(np.cumsum(steps)), 2))
log = np.log(close)
ret = log.diff()
s1 = deviation(ret, 720)

out = pd.DataFrame({"known_return": 0.0, "log_price": log, "ret_1h": ret, "ret_24h": log.diff(24)})
for hours in (168, 336, 672):
    out[f"mom_{hours}h"] = log.diff(hours) / (s1 * np.sqrt(hours))
for hours in (480, 1200):
    out[f"trend_{hours}h"] = (log - log.rolling(hours).mean()) / (s1 * np.sqrt(hours))
usual = s1.rolling(8760, min_periods=1).median()
out["sigma_168h"] = np.minimum(s1, usual) * np.sqrt(168)
for hours in (24, 72):
    out[f"ma_{hours}h"] = close.rolling(hours).mean()
    out[f"price_pos_{hours}h"] = close / out[f"ma_{hours}h"] - 1
out["vol_24h"] = deviation(ret, 24)
out["ma_ratio_72_24"] = out["ma_72h"] / out["ma_24h"] - 1
out["exp_vol_ratio"] = out["vol_24h"].rolling(24).apply(np.mean, raw=True) / (out["vol_24h"] + 1e-8) - 1

default = "known_return mom_168h mom_336h mom_672h trend_480h trend_1200h sigma_168h".split()
old = (
    "log_price ret_1h ret_24h ma_24h ma_72h vol_24h price_pos_24h price_pos_72h"
    " ma_ratio_72_24 exp_vol_ratio"
).split()
rows = [72, 100, 500, 899, 910, 930, 960, 1000, 1199, 1250, 1300, 1400, 1450, 1499]
golden = out.loc[rows, default + old]
golden.loc[golden.index < 1199, default] = np.nan
golden.to_csv("rows.csv", index_label="row", float_format="%.17g")
close.to_csv("closes.csv", index=False, header=["close"])
