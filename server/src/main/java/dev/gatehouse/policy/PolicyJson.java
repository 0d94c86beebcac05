package dev.gatehouse.policy;

import dev.gatehouse.http.Json;
import org.jspecify.annotations.Nullable;

/** Settings as the contract has them. */
final class PolicyJson {

    private PolicyJson() {}

    static Json policy(PolicyView view) {
        return Json.object()
                .put("level", view.level().word())
                .put("settings", view.lines().stream().map(PolicyJson::line).toList());
    }

    /** {@code PolicyOwn}, or null. */
    static <T> @Nullable Json own(PolicySetting<T> setting, @Nullable Own<T> own) {
        return own == null
                ? null
                : Json.object()
                        .put("value", setting.kind().write(own.value()))
                        .put("floor", own.floor())
                        .put("holdsFrom", own.holdsFrom());
    }

    static Json change(PolicyChange change) {
        return Json.object()
                .put("id", change.id())
                .put("at", change.at())
                .put("actor", change.actorName())
                .put("level", change.level().word())
                .put("target", change.targetName())
                .put("name", change.name())
                .put("before", change.before())
                .put("after", change.after());
    }

    private static <T> Json line(PolicyView.Line<T> line) {
        PolicySetting<T> setting = line.setting();
        T floor = line.resolved().floor();
        PolicyLevel floorLevel = line.resolved().floorLevel();
        return Json.object()
                .put("name", setting.name())
                .put("effective", setting.kind().write(line.resolved().effective()))
                .put("setBy", line.resolved().setBy().word())
                .put("floored", line.resolved().floored())
                .put("floor", floor == null ? null : setting.kind().write(floor))
                .put("floorLevel", floorLevel == null ? null : floorLevel.word())
                .put("own", own(setting, line.own()));
    }
}
