package lab.importer.xgboost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the binary form of XGBoost before 3.1 into the JSON that later versions write for the same
 * model. Its structures have fixed sizes with reserved bytes at the end.
 */
public final class XgboostBinaryReader {
  private static final int MODEL_PARAMETERS = 136;
  private static final int TREES_PARAMETERS = 160;
  private static final int TREE_PARAMETERS = 148;
  private static final int LINEAR_PARAMETERS = 136;
  private static final int NODE_STATISTICS = 16;
  private static final byte[] MAGIC = "binf".getBytes(StandardCharsets.US_ASCII);

  /** Precedes the binary model in pickles of 1.0 to 1.2; eight bytes of an offset follow. */
  private static final byte[] CONFIGURED = "CONFIG-offset:".getBytes(StandardCharsets.US_ASCII);

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final ByteBuffer in;

  private XgboostBinaryReader(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the bytes begin like such a file. */
  public static boolean isBinary(byte[] bytes) {
    ByteBuffer in = atModel(bytes);
    if (in.remaining() < MODEL_PARAMETERS + Long.BYTES + 4) {
      return false;
    }
    in.position(in.position() + MODEL_PARAMETERS);
    long length = in.getLong();
    byte[] name = new byte[(int) Math.max(0, Math.min(length, Math.min(40, in.remaining())))];
    in.get(name);
    return new String(name, StandardCharsets.ISO_8859_1).matches("[a-z]+:[a-z]+");
  }

  /**
   * @throws IllegalArgumentException if the bytes end early or are inconsistent
   */
  public static JsonNode read(byte[] bytes) {
    try {
      return new XgboostBinaryReader(atModel(bytes)).readModel();
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("the binary XGBoost model ends too early", e);
    }
  }

  private static ByteBuffer atModel(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (startsWith(bytes, 0, CONFIGURED)) {
      in.position(Math.min(bytes.length, CONFIGURED.length + Long.BYTES));
    }
    if (startsWith(bytes, in.position(), MAGIC)) {
      in.position(in.position() + MAGIC.length);
    }
    return in;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] text) {
    return bytes.length >= at + text.length
        && Arrays.equals(text, Arrays.copyOfRange(bytes, at, at + text.length));
  }

  private JsonNode readModel() {
    ObjectNode root = NODES.objectNode();
    ObjectNode learner = root.putObject("learner");
    int end = in.position() + MODEL_PARAMETERS;
    ObjectNode parameters = learner.putObject("learner_model_param");
    parameters.put("base_score", Float.toString(in.getFloat()));
    parameters.put("num_feature", in.getInt());
    parameters.put("num_class", in.getInt());
    boolean attributes = in.getInt() != 0;
    in.getInt();
    root.putArray("version").add(in.getInt()).add(in.getInt());
    parameters.put("num_target", in.getInt());
    in.position(end);
    learner.putObject("objective").put("name", readText());
    readBooster(learner.putObject("gradient_booster"), readText());
    ObjectNode named = learner.putObject("attributes");
    for (long left = attributes ? in.getLong() : 0; left > 0; left--) {
      named.put(readText(), readText());
    }
    return root;
  }

  private void readBooster(ObjectNode booster, String name) {
    booster.put("name", name);
    if (name.equals("gblinear")) {
      in.position(in.position() + LINEAR_PARAMETERS);
      booster.putObject("model").set("weights", readFloats());
      return;
    }
    boolean dart = name.equals("dart");
    readTrees((dart ? booster.putObject("gbtree") : booster).putObject("model"));
    if (dart) {
      booster.set("weight_drop", readFloats());
    }
  }

  private void readTrees(ObjectNode model) {
    int end = in.position() + TREES_PARAMETERS;
    int count = in.getInt();
    in.position(end);
    ArrayNode trees = model.putArray("trees");
    for (int i = 0; i < count; i++) {
      readTree(trees.addObject());
    }
    in.position(in.position() + count * Integer.BYTES);
  }

  private void readTree(ObjectNode tree) {
    int end = in.position() + TREE_PARAMETERS;
    in.getInt();
    int nodes = in.getInt();
    tree.putObject("tree_param").put("num_deleted", in.getInt());
    in.position(end);
    for (String list : new String[] {"left_children", "right_children", "split_indices"}) {
      tree.putArray(list);
    }
    tree.putArray("split_conditions");
    tree.putArray("default_left");
    for (int i = 0; i < nodes; i++) {
      in.getInt();
      tree.withArray("left_children").add(in.getInt());
      tree.withArray("right_children").add(in.getInt());
      int split = in.getInt();
      tree.withArray("split_indices").add(split & Integer.MAX_VALUE);
      tree.withArray("default_left").add(split < 0);
      tree.withArray("split_conditions").add(in.getFloat());
    }
    in.position(Math.addExact(in.position(), Math.multiplyExact(nodes, NODE_STATISTICS)));
  }

  private ArrayNode readFloats() {
    ArrayNode floats = NODES.arrayNode();
    for (long left = in.getLong(); left > 0; left--) {
      floats.add(in.getFloat());
    }
    return floats;
  }

  private String readText() {
    long length = in.getLong();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
