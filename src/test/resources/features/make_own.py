"""Writes own.csv, pairs.csv and minutes.csv: what the generated Python makes of own.txt and pairs.txt at some hours of real
candles, and of minutes.txt where closes.csv is taken for a history of minutes.

    dromedary features python src/test/resources/features/pairs.txt > pairs.py
    python src/test/resources/features/make_own.py pairs.py btcusd=btcusd-hourly-train.csv.gz ethusd=ethusd-hourly-train.csv.gz \\
        solusd=solusd-hourly-train.csv.gz > src/test/resources/features/pairs.csv
    python src/test/resources/features/make_own.py minutes.py btcusd=src/test/resources/features/closes.csv
"""
import runpy
import sys

import pandas as pd

features = runpy.run_path(sys.argv[1])["features"]
files = dict(it.split("=") for it in sys.argv[2:])


def candles_of(file):
    frame = pd.read_csv(file)
    if "time" in frame:
        return frame.assign(time=pd.to_datetime(frame["time"])).set_index("time").iloc[-30_000:]
    frame.index = pd.date_range("2020-01-01", periods=len(frame), freq="min", tz="UTC")
    frame["open"] = frame["close"].shift(1).fillna(frame["close"])
    return frame.assign(high=frame.max(axis=1), low=frame.min(axis=1), volume=1.0)


frames = {pair: candles_of(file) for pair, file in files.items()}
candles = next(iter(frames.values()))
rows = features(candles, frames) if len(frames) > 1 else features(candles)
rows = rows.iloc[9_999::997] if len(rows) > 9_999 else rows.iloc[499::97]
print("time," + ",".join(rows.columns))
for time, row in rows.iterrows():
    print(time.strftime("%Y-%m-%dT%H:%M:%SZ") + "," + ",".join(repr(float(it)) for it in row))
