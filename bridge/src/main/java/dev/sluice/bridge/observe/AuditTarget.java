package dev.sluice.bridge.observe;

import ch.qos.logback.core.PropertyDefinerBase;

/** Where logback.xml sends the audit log: to a file of its own if {@code SLUICE_AUDIT_FILE} names one, else to where everything goes. */
public final class AuditTarget extends PropertyDefinerBase {

    private String file = "";

    /** Called by Logback with what {@code file} is in logback.xml. */
    public void setFile(String path) {
        file = path.trim();
    }

    @Override
    public String getPropertyValue() {
        return file.isEmpty() ? "AUDIT_STDERR" : "AUDIT_FILE";
    }
}
