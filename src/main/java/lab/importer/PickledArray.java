package lab.importer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.razorvine.pickle.objects.ClassDict;

/** Decodes numpy arrays and element types in a pickle, or in joblib's variant. */
final class PickledArray {
  /** Key of the bytes of an array, beside its description. */
  static final String DATA = "data of the array";

  static final String TYPE_CODE = "type";
  private static final int MAX_BYTES = 64 << 20;

  private PickledArray() {}

  static boolean isOfObjects(ClassDict wrapper) {
    return typeCode(wrapper.get("dtype")).startsWith("O");
  }

  static int sizeInBytes(ClassDict wrapper) {
    long size = Integer.parseInt(typeCode(wrapper.get("dtype")).substring(1));
    for (Object length : (Object[]) wrapper.get("shape")) {
      size *= ((Number) length).longValue();
      if (size < 0 || size > MAX_BYTES) {
        throw new IllegalArgumentException("an array of " + size + " bytes");
      }
    }
    return (int) size;
  }

  /**
   * The numbers of a vector.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static double[] toDoubles(Object value) {
    if (value instanceof ClassDict array && array.get(DATA) instanceof byte[] data) {
      return toDoubles(array.get("dtype"), data);
    }
    if (value instanceof ClassDict array
        && array.get(InertPickleClass.STATE) instanceof Object[] state
        && state.length == 5
        && state[4] instanceof byte[] data) {
      return toDoubles(state[2], data);
    }
    throw new IllegalArgumentException("an array of numbers is wanted, not " + value);
  }

  private static double[] toDoubles(Object dtype, byte[] data) {
    String code = typeCode(dtype);
    int width = code.equals("f4") ? Float.BYTES : Double.BYTES;
    if (!code.equals("f8") && !code.equals("f4") && !code.equals("i8")) {
      throw new IllegalArgumentException("an array of numbers is wanted, not of " + code);
    }
    ByteBuffer in = ByteBuffer.wrap(data).order(byteOrder(dtype));
    return IntStream.range(0, data.length / width)
        .mapToDouble(
            i ->
                switch (code) {
                  case "f4" -> in.getFloat(i * width);
                  case "i8" -> in.getLong(i * width);
                  default -> in.getDouble(i * width);
                })
        .toArray();
  }

  /** A numpy scalar; null if its type is not supported. */
  static Double toDouble(ClassDict dtype, byte[] data) {
    String code = typeCode(dtype);
    boolean number = code.equals("f8") || code.equals("f4") || code.equals("i8");
    return number && data.length == Integer.parseInt(code.substring(1))
        ? toDoubles(dtype, data)[0]
        : null;
  }

  /** The type without its byte order, e.g. f8. */
  private static String typeCode(Object dtype) {
    String code = dtype instanceof ClassDict it ? String.valueOf(it.get(TYPE_CODE)) : "";
    return code.matches("[<>|=]?[a-zA-Z][0-9]{1,4}") ? code.replaceFirst("^[<>|=]", "") : "V0";
  }

  private static ByteOrder byteOrder(Object dtype) {
    boolean big =
        dtype instanceof ClassDict it
            && it.get(InertPickleClass.STATE) instanceof Object[] state
            && Arrays.asList(state).indexOf(">") == 1;
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }
}
