"""Adds what PyTorch exports to the fixtures of make.py: python make_torch.py <this folder>.
pip install torch onnx onnxscript (the Linux wheel brings CUDA: 5 GB; no GPU is needed).
"""
import json, pathlib, sys
import numpy as np, onnx, torch

here = pathlib.Path(sys.argv[1])
known = json.loads((here / "answers.json").read_text())
rows = torch.tensor(np.array(known["rows"], dtype=np.float32))
torch.manual_seed(67)
net = torch.nn.Sequential(torch.nn.Linear(10, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)).eval()
one = torch.zeros(1, 10)

def without_traces(path):
    """Takes out the stack traces of the export, which name folders of the machine it ran on."""
    model = onnx.load(path, load_external_data=False)
    for part in [model.graph, *model.graph.node, *model.graph.value_info]:
        del part.metadata_props[:]
    onnx.save(model, path)

def keep(name, **how):
    torch.onnx.export(net, (one,), str(here / name), **how)
    without_traces(str(here / name))
    with torch.no_grad():
        known["answers"][name] = [float(v) for v in net(rows).ravel()]

# As a user types it: a batch of one is fixed, and the new exporter puts weights into a second file.
keep("torch-plain.onnx")
keep("torch.onnx", external_data=False, dynamic_shapes=({0: torch.export.Dim("rows")},))
keep("torch-legacy.onnx", dynamo=False, input_names=["x"], dynamic_axes={"x": {0: "rows"}})
(here / "answers.json").write_text(json.dumps(known))
print(torch.__version__, onnx.__version__)
