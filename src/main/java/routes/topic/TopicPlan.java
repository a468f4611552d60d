package routes.topic;

import domain.TopicSpec;
import inference.guard.PredictionGuard;

/** What answers a topic: the model, the guard behind it, and the way out when both refuse. */
public record TopicPlan(
    TopicSpec spec, ModelLocation model, PredictionGuard guard, WindowEndPolicy atWindowEnd) {}
