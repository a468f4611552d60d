"""Writes own.csv: what the generated Python makes of own.txt at some hours of real candles.

    dromedary features python src/test/resources/features/own.txt > own.py
    python src/test/resources/features/make_own.py own.py btcusd-hourly-train.csv.gz > src/test/resources/features/own.csv
"""
import runpy
import sys

import pandas as pd

features = runpy.run_path(sys.argv[1])["features"]
candles = pd.read_csv(sys.argv[2], parse_dates=["time"]).set_index("time")
rows = features(candles.iloc[-30_000:]).iloc[9_999::997]
print("time," + ",".join(rows.columns))
for time, row in rows.iterrows():
    print(time.strftime("%Y-%m-%dT%H:%M:%SZ") + "," + ",".join(repr(float(it)) for it in row))
