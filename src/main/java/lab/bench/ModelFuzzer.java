package lab.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import onnx.AttributeProto;
import onnx.ModelProto;
import onnx.NodeProto;
import onnx.TensorProto;

/**
 * Damages a model file: its bytes, as disks and downloads do, or its content while it stays well
 * formed, as an attacker would.
 */
final class ModelFuzzer {
  private static final int KINDS = 12;
  private static final List<String> OTHER_FILES =
      List.of("<html>502 Bad Gateway</html>", "cos\nsystem\n(S'id'\ntR.", "{\"value\":1}", "");
  private static final long[] NUMBERS = {-1, 0, 1, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE};

  private final Random random;

  ModelFuzzer(Random random) {
    this.random = random;
  }

  /** Damages a copy; {@code number} selects the kind of damage, in turn. */
  byte[] mutate(byte[] good, int number) {
    int kind = number % KINDS;
    return kind < 7 ? mutateBytes(good.clone(), kind, number) : mutateGraph(good, kind);
  }

  private byte[] mutateBytes(byte[] bytes, int kind, int number) {
    int at = random.nextInt(bytes.length);
    int span = Math.min(bytes.length - at, 1 + random.nextInt(64));
    switch (kind) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, at + span, (byte) 0);
      case 3 -> {
        return Arrays.copyOf(bytes, Math.max(1, at));
      }
      case 4 -> System.arraycopy(bytes.clone(), 0, bytes, at, span);
      case 5 -> random.nextBytes(bytes);
      default -> {
        String other = OTHER_FILES.get(number / KINDS % OTHER_FILES.size());
        return other.getBytes(StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  private byte[] mutateGraph(byte[] good, int kind) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(good).toBuilder();
      List<NodeProto.Builder> nodes = model.getGraphBuilder().getNodeBuilderList();
      NodeProto.Builder node = nodes.get(random.nextInt(nodes.size()));
      switch (kind) {
        case 7 -> mutateNumber(node);
        case 8 -> mutateListLength(node);
        case 9 -> mutateCycleOrNumber(nodes, node);
        case 10 -> mutateTensorShape(model, node);
        default -> mutateWiring(model, node);
      }
      return model.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an ONNX file", e);
    }
  }

  /** Changes one number of one list of the node. */
  private void mutateNumber(NodeProto.Builder node) {
    AttributeProto.Builder list = randomAttribute(node);
    if (list != null && list.getIntsCount() > 0) {
      list.setInts(random.nextInt(list.getIntsCount()), NUMBERS[random.nextInt(NUMBERS.length)]);
    } else if (list != null && list.getFloatsCount() > 0) {
      list.setFloats(random.nextInt(list.getFloatsCount()), Float.NaN);
    } else {
      node.addInput("nowhere");
    }
  }

  /** Makes one list longer or shorter than those beside it. */
  private void mutateListLength(NodeProto.Builder node) {
    AttributeProto.Builder list = randomAttribute(node);
    if (list != null && list.getIntsCount() > 1) {
      list.clearInts().addInts(0);
    } else if (list != null) {
      list.addFloats(1).addInts(1);
    } else {
      node.clearInput();
    }
  }

  /** Adds a cycle rarely, as each costs the whole time limit of a validation. */
  private void mutateCycleOrNumber(List<NodeProto.Builder> nodes, NodeProto.Builder node) {
    if (random.nextInt(8) == 0) {
      addCycle(nodes);
    } else {
      mutateNumber(node);
    }
  }

  /** Makes a branch of a tree lead back to its start. */
  private void addCycle(List<NodeProto.Builder> nodes) {
    for (NodeProto.Builder node : nodes) {
      for (AttributeProto.Builder list : node.getAttributeBuilderList()) {
        if (list.getName().equals("nodes_truenodeids") && list.getIntsCount() > 0) {
          list.setInts(random.nextInt(Math.min(8, list.getIntsCount())), 0);
          return;
        }
      }
      node.addInput(node.getOutputCount() > 0 ? node.getOutput(0) : "x");
    }
  }

  /** Gives a constant another shape than its numbers have. */
  private void mutateTensorShape(ModelProto.Builder model, NodeProto.Builder node) {
    int count = model.getGraph().getInitializerCount();
    if (count == 0) {
      mutateNumber(node);
      return;
    }
    TensorProto.Builder tensor =
        model.getGraphBuilder().getInitializerBuilder(random.nextInt(count));
    if (tensor.getDimsCount() == 0) {
      tensor.addDims(1L << 40);
    } else {
      tensor.setDims(
          random.nextInt(tensor.getDimsCount()), NUMBERS[random.nextInt(NUMBERS.length)]);
    }
  }

  private void mutateWiring(ModelProto.Builder model, NodeProto.Builder node) {
    switch (random.nextInt(3)) {
      case 0 -> node.setOpType("Loop");
      case 1 -> model.getGraphBuilder().clearOutput();
      default -> model.getGraphBuilder().clearNode();
    }
  }

  private AttributeProto.Builder randomAttribute(NodeProto.Builder node) {
    int count = node.getAttributeCount();
    return count == 0 ? null : node.getAttributeBuilder(random.nextInt(count));
  }
}
