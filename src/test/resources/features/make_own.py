"""Writes own.csv and pairs.csv: what the generated Python makes of own.txt and pairs.txt at some hours of real candles.

    dromedary features python src/test/resources/features/pairs.txt > pairs.py
    python src/test/resources/features/make_own.py pairs.py btcusd=btcusd-hourly-train.csv.gz ethusd=ethusd-hourly-train.csv.gz \\
        solusd=solusd-hourly-train.csv.gz > src/test/resources/features/pairs.csv
"""
import runpy
import sys

import pandas as pd

features = runpy.run_path(sys.argv[1])["features"]
files = dict(it.split("=") for it in sys.argv[2:])
frames = {
    pair: pd.read_csv(file, parse_dates=["time"]).set_index("time").iloc[-30_000:]
    for pair, file in files.items()
}
candles = next(iter(frames.values()))
rows = features(candles, frames) if len(frames) > 1 else features(candles)
rows = rows.iloc[9_999::997]
print("time," + ",".join(rows.columns))
for time, row in rows.iterrows():
    print(time.strftime("%Y-%m-%dT%H:%M:%SZ") + "," + ",".join(repr(float(it)) for it in row))
