package lab.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.objects.ClassDict;

/**
 * Stands for any class or function that a pickle names and calls none of them. Bytes and the
 * floating-point scalars of numpy keep their value, all else only its name and state.
 */
record InertPickleClass(String module, String name) implements IObjectConstructor {
  /** State of a numpy dtype: a tuple whose second entry is the byte order. */
  static final String STATE = "state";

  private static final String TYPE_CODE = "type";

  @Override
  public Object construct(Object[] arguments) {
    return switch (name) {
      case "bytearray", "encode", "bytes" -> bytes(arguments);
      case "_reconstructor" -> reconstruct(arguments);
      case "scalar" -> scalar(arguments);
      case "dtype" -> dtype(arguments);
      default -> inert();
    };
  }

  private ClassDict inert() {
    return new ClassDict(module, name);
  }

  /** Before protocol 3 bytes are written as text of Latin-1. */
  private Object bytes(Object[] arguments) {
    if (arguments.length == 0) {
      return new byte[0];
    }
    if (arguments[0] instanceof String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    return arguments[0] instanceof byte[] it ? it : inert();
  }

  /** How protocols 0 and 1 make an object: the class is the first argument. */
  private Object reconstruct(Object[] arguments) {
    return arguments.length > 0 && arguments[0] instanceof InertPickleClass it
        ? it.inert()
        : inert();
  }

  private Object dtype(Object[] arguments) {
    ClassDict dtype = inert();
    dtype.put(TYPE_CODE, arguments.length > 0 ? arguments[0] : null);
    return dtype;
  }

  private Object scalar(Object[] arguments) {
    if (arguments.length != 2
        || !(arguments[0] instanceof ClassDict dtype)
        || !(arguments[1] instanceof byte[] bytes)) {
      return inert();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(byteOrder(dtype));
    String type = String.valueOf(dtype.get(TYPE_CODE));
    if (type.equals("f8") && bytes.length == Double.BYTES) {
      return in.getDouble();
    }
    return type.equals("f4") && bytes.length == Float.BYTES ? (double) in.getFloat() : inert();
  }

  private static ByteOrder byteOrder(ClassDict dtype) {
    boolean big =
        dtype.get(STATE) instanceof Object[] state && state.length > 1 && ">".equals(state[1]);
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
