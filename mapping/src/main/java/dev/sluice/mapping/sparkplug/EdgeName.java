package dev.sluice.mapping.sparkplug;

/** Which edge node: unique within one infrastructure (Sparkplug 3.0.0 §2.1.3, "Edge Node Descriptor"). */
record EdgeName(String group, String edge) {}
