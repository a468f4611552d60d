"""What `dromedary backtest` of the default predictor does over all hours, in pandas: to time the two.

    time python src/test/resources/lab/backtest_pandas.py btcusd-hourly-train.csv.gz report.html

Same candles, origins, models, scores, intervals and charts; the table agrees to the last digit but for the
intervals, whose draws come from another generator.
"""
import base64, io, sys
import matplotlib; matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np, pandas as pd

HORIZON, FIRST, BLOCK, DRAWS = 168, 1199, 336, 2000
candles = pd.read_csv(sys.argv[1])
close = np.log(candles.close)
ret = close.diff()

# The default predictor, and the same with the first hour known.
sd = ret.rolling(720).std()
scores = [(close - close.shift(h)) / (sd * np.sqrt(h)) / 1.5 for h in (168, 336, 672)]
scores += [(close - close.rolling(w).mean()) / (sd * np.sqrt(w)) * 1.2 for w in (480, 1200)]
sigma = np.minimum(sd, sd.rolling(8760, min_periods=480).median()) * np.sqrt(HORIZON)
default = (0.1 * sum(np.tanh(it) for it in scores) / 5 * sigma).clip(-0.025, 0.025)
truth = close.shift(-HORIZON) - close
ended = close - close.shift(HORIZON)

# The predecessor's ridge, refitted each day on the 30 days before.
mean24, mean72, sd24 = candles.close.rolling(24).mean(), candles.close.rolling(72).mean(), ret.rolling(24).std()
X = np.column_stack([
    ret, close - close.shift(24), mean24, mean72, sd24, candles.close / mean24 - 1, candles.close / mean72 - 1,
    mean72 / mean24 - 1, sd24.rolling(24).mean() / (sd24 + 1e-8) - 1])
target, ridge = truth.to_numpy(), np.zeros(len(X))
for t in range(FIRST, len(X), 24):
    rows, known = X[t - 719:t - HORIZON + 1], target[t - 719:t - HORIZON + 1]
    mean, centred = rows.mean(axis=0), known.mean()
    rows = rows - mean
    weights = np.linalg.solve(rows.T @ rows + np.eye(9), rows.T @ (known - centred))
    ridge[t:t + 24] = (X[t:t + 24] - mean) @ weights + centred

models = {
    "default": default, "default + first hour known": default + ret.shift(-1).fillna(0), "zero": 0 * default,
    "mean": ended.expanding().mean(), "momentum": ended, "predecessor's ridge": pd.Series(ridge)}
scored = slice(FIRST, len(candles) - HORIZON)
y = target[scored]
n = len(y)
usual = np.sqrt((ended**2).rolling(8760, min_periods=1).mean()).to_numpy()[scored]

# The network's two losses, in standard deviations.
D = 0.01 / np.sqrt(3)
Q = 1 + D * D
AREA = Q * (np.arctan(1 + D) - np.arctan(D))
EXTRA = (-1 + np.sqrt(1 + 4 * D / Q * AREA)) / (2 * D / Q)
SOFTENED = EXTRA + D / Q * EXTRA**2
LIMIT = 0.05 * abs(1 - Q * (np.pi / 2 - np.arctan(D)) / SOFTENED)
slope = lambda x: 2 * np.abs(x) / (1 + x * x) ** 2
soft_plus = lambda x: np.logaddexp(0, x)
bend = lambda x: x / (1 + x * x) ** 0.375
near = 0.5 * Q * slope(D)
size = np.abs(y / usual)
arc, bent = np.arctan(size + D), bend(y / usual)
softening = soft_plus((1 - Q * (arc - np.arctan(D)) / SOFTENED) / LIMIT)
softening *= (near * EXTRA**2 + EXTRA) / soft_plus(1 / LIMIT)
far = size + D
steep, flat = 0.5 * np.minimum(Q * slope(far), Q * slope(D)), Q / (1 + far * far)

def czar(z):
    along = np.where(y < 0, -z, z)
    beyond = along - size
    between = Q * (arc - np.arctan(along + D))
    before = near * along**2 - along + Q * (arc - np.arctan(D))
    return softening + np.where(along <= 0, before, np.where(along <= size, between, steep * beyond**2 + flat * beyond))

def zptae(z):
    return np.abs(bent - bend(z)) + (0.01 * (z - y / usual)) ** 4

of_zero = [np.maximum(1e-9, loss(np.zeros(n))) for loss in (czar, zptae)]

# A circular block bootstrap, drawn once for all models.
generator = np.random.default_rng(67)
starts, odd = generator.integers(0, n, (DRAWS, n // BLOCK)), generator.integers(0, n, DRAWS)

def redraw(columns):
    sums = np.concatenate([[[0]] * len(columns), np.cumsum(columns, axis=1)], axis=1)
    sums = np.concatenate([sums, sums[:, -1:] + sums[:, 1:BLOCK + 1]], axis=1)
    blocks = sums[:, BLOCK:BLOCK + n] - sums[:, :n]
    return blocks[:, starts].sum(axis=-1) + sums[:, odd + n % BLOCK] - sums[:, odd]

def figures(s):
    yy, y1, ee, p1, pp, py, right, moved, c, z = s
    with np.errstate(all="ignore"):
        variances = np.maximum(0, pp / n - (p1 / n) ** 2) * np.maximum(0, yy / n - (y1 / n) ** 2)
        return 1 - ee / yy, right / moved, (py / n - p1 / n * (y1 / n)) / np.sqrt(variances), c / n, z / n

rows = []
for name, series in models.items():
    p = series.to_numpy()[scored]
    changes = [np.log10(np.maximum(1e-9, f(p / usual)) / of) for f, of in zip((czar, zptae), of_zero)]
    columns = np.array([y * y, y, (p - y) ** 2, p, p * p, p * y, p * y > 0, p * y != 0, *changes])
    whole, drawn = figures(columns.sum(axis=1)), figures(redraw(columns))
    row = {"model": name, "RMSE": f"{np.sqrt(columns[2].mean()):.4f}", "MAE": f"{np.abs(p - y).mean():.4f}"}
    for title, unit, form, value, draws in zip(
            ("skill vs zero, %", "right direction, %", "correlation", "log10 czar", "log10 zptae"),
            (100, 100, 1, 1, 1), ("+.1f", ".1f", "+.2f", "+.3f", "+.3f"), whole, drawn):
        low, high = np.quantile(draws, [0.025, 0.975])
        row[title] = f"{unit * value:{form}} [{unit * low:{form}}, {unit * high:{form}}]"
    rows.append(row | {"sd(p)/sd(y)": f"{p.std() / y.std():.2f}"})
table = pd.DataFrame(rows)
print(table.to_string())

images = []
def finish(figure):
    page = io.BytesIO()
    figure.savefig(page, format="png")
    plt.close(figure)
    images.append('<img src="data:image/png;base64,%s">' % base64.b64encode(page.getvalue()).decode())

step = n // 700
times = pd.to_datetime(candles.time[scored])
p = default.to_numpy()[scored]
figure, axes = plt.subplots(figsize=(10, 4.2))
for name, series in models.items():
    axes.plot(times[::step], np.cumsum(y * y - (series.to_numpy()[scored] - y) ** 2)[::step], label=name)
axes.legend(); finish(figure)
figure, axes = plt.subplots(figsize=(10, 4.2))
axes.scatter(p[::step], y[::step], s=4); finish(figure)
figure, axes = plt.subplots(figsize=(10, 4.2))
tenths = np.array_split(np.argsort(p), 10)
axes.plot([p[it].mean() for it in tenths], [y[it].mean() for it in tenths]); finish(figure)
months = pd.DataFrame({"model": (p - y) ** 2, "zero": y * y}).groupby(times.dt.strftime("%Y-%m").to_numpy()).mean() ** 0.5
figure, axes = plt.subplots(figsize=(10, 4.2))
axes.plot(months.to_numpy()); finish(figure)
with open(sys.argv[2], "w") as report:
    report.write(table.to_html() + "".join(images))
