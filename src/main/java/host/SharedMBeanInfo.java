package host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;

/**
 * Lets all MBeans of a class share one description of its attributes and operations. Camel keeps
 * one for each route, consumer and endpoint: half a kilobyte a feature, 150 features a route.
 */
public final class SharedMBeanInfo extends DefaultManagementMBeanAssembler {
  private final Map<Class<?>, ModelMBeanInfo> shared = new ConcurrentHashMap<>();

  private SharedMBeanInfo(CamelContext context) {
    super(context);
  }

  /** Installs it before Camel registers its first MBean. */
  public static MainListener listener() {
    return new MainListenerSupport() {
      @Override
      public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        context
            .getCamelContextExtension()
            .setManagementMBeanAssembler(new SharedMBeanInfo(context));
      }
    };
  }

  @Override
  public ModelMBean assemble(MBeanServer server, Object managed, ObjectName name)
      throws JMException {
    if (describesItself(managed) || managed instanceof NotificationSenderAware) {
      return super.assemble(server, managed, name);
    }
    ModelMBeanInfo known = shared.get(managed.getClass());
    if (known != null) {
      return beanFor(managed, known);
    }
    ModelMBean bean = super.assemble(server, managed, name);
    if (bean != null) {
      shared.put(managed.getClass(), (ModelMBeanInfo) bean.getMBeanInfo());
    }
    return bean;
  }

  /** As Camel makes it; describing the class anew takes milliseconds. */
  private ModelMBean beanFor(Object managed, ModelMBeanInfo info) throws JMException {
    Boolean mask = camelContext.getManagementStrategy().getManagementAgent().getMask();
    ModelMBean bean = new MixinRequiredModelMBean(info, Boolean.TRUE.equals(mask), null, null);
    try {
      bean.setManagedResource(managed, "ObjectReference");
    } catch (InvalidTargetObjectTypeException e) {
      throw new IllegalStateException("Camel's own kind of reference is not known", e);
    }
    return bean;
  }

  /** Whether the object behind it adds features of its own, as a timer's endpoint does. */
  private static boolean describesItself(Object managed) {
    return managed instanceof ManagedInstance wrapper
        && wrapper.getInstance() != null
        && wrapper.getInstance().getClass().isAnnotationPresent(ManagedResource.class);
  }
}
