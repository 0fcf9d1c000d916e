package dev.sluice.bridge.management;

import dev.sluice.bridge.reload.RuleReload;
import dev.sluice.bridge.shadow.CandidateSource;
import dev.sluice.bridge.shadow.Shadow;

/** What the management port can do to rules. */
public record RuleAdministration(RuleReload reload, Shadow shadow, CandidateSource candidates) {}
