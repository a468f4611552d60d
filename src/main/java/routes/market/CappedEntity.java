package routes.market;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * A reply's body that ends in an error once it is longer than it may be. The connection is dropped
 * at that moment, because closing a body otherwise reads it to its end.
 */
final class CappedEntity extends HttpEntityWrapper {
  private final long most;
  private final Runnable drop;

  /**
   * @param most bytes, after unpacking
   * @param drop ends the connection
   */
  CappedEntity(HttpEntity entity, long most, Runnable drop) {
    super(entity);
    this.most = most;
    this.drop = drop;
  }

  @Override
  public InputStream getContent() throws IOException {
    return new CountingStream(super.getContent());
  }

  private final class CountingStream extends FilterInputStream {
    private long left = most;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        drop.run();
        throw new IOException("the reply is larger than " + most + " bytes");
      }
    }

    @Override
    public void close() throws IOException {
      if (left >= 0) {
        super.close();
      }
    }
  }
}
