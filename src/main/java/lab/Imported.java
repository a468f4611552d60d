package lab;

import inference.Dtype;
import inference.Sample;
import java.util.List;

/** A model in the one form we serve, whatever it came as. */
record Imported(byte[] onnx, Dtype dtype, List<String> features, List<Sample> samples) {}
