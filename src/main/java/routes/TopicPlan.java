package routes;

import domain.TopicSpec;
import inference.Guard;

/** What answers a topic: the model, the guard behind it, and the way out when both refuse. */
public record TopicPlan(TopicSpec spec, ModelPlace model, Guard guard, AtWindowEnd atWindowEnd) {}
