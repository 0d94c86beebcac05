package dev.gatehouse.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.http.Caller;
import dev.gatehouse.http.Problem;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RoleRulesTest {

    private static final Set<Role> PLAIN = Set.of(Role.USER);
    private static final Set<Role> PROVIDER = Set.of(Role.PROVIDER_ADMIN);

    private final Caller provider = Callers.with(UUID.randomUUID(), Role.PROVIDER_ADMIN);
    private final Caller administrator = Callers.with(UUID.randomUUID(), Role.ORGANISATION_ADMIN);

    @Test
    void userShouldStandAloneOrNotAtAll() {
        assertThat(RoleRules.normal(List.of())).containsExactly(Role.USER);
        assertThat(RoleRules.normal(List.of(Role.USER))).containsExactly(Role.USER);
        assertThat(RoleRules.normal(List.of(Role.USER, Role.SPAM_ADMIN))).containsExactly(Role.SPAM_ADMIN);
    }

    @Test
    void organisationAdminShouldGiveEveryRoleOfTheOrganisation() {
        assertThatCode(() -> RoleRules.requireMayChange(
                        administrator,
                        false,
                        PLAIN,
                        Set.of(Role.ORGANISATION_ADMIN, Role.SPAM_ADMIN, Role.COMPLIANCE_OFFICER)))
                .doesNotThrowAnyException();
    }

    @Test
    void organisationAdminShouldNeitherGiveNorTakeProviderAdmin() {
        refused("role-not-grantable", () -> RoleRules.requireMayChange(administrator, true, PLAIN, PROVIDER));
        refused("role-not-grantable", () -> RoleRules.requireMayChange(administrator, true, PROVIDER, PLAIN));
    }

    @Test
    void providerAdminShouldBeNamedAmongTheProvidersOwnPeopleOnly() {
        assertThatCode(() -> RoleRules.requireMayChange(provider, true, PLAIN, PROVIDER))
                .doesNotThrowAnyException();
        refused("role-not-grantable", () -> RoleRules.requireMayChange(provider, false, PLAIN, PROVIDER));
    }

    private static void refused(String slug, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(
                        problem.type().slug())
                .isEqualTo(slug));
    }
}
