package routes;

import domain.TopicSpec;
import inference.Guard;
import inference.Predictor;

/** What answers a topic: the model with its manifest, and the guard behind it. */
public record TopicPlan(TopicSpec spec, Predictor model, Guard guard) {}
