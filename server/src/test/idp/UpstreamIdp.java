import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring's authorization server as the identity provider of the browser tests, in a JVM of its own:
 * {@code java -cp 'server/target/idp/*' server/src/test/idp/UpstreamIdp.java PORT}. Tests register clients and people with it over HTTP.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class UpstreamIdp {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(UpstreamIdp.class, People.class);
        application.setDefaultProperties(Map.of(
                "server.port", arguments[0],
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                "server.servlet.session.cookie.name", "upstream-session"));
        application.run();
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(server, each -> each.oidc(Customizer.withDefaults()))
                .authorizeHttpRequests(each -> each.anyRequest().authenticated())
                .exceptionHandling(each -> each.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(each ->
                        each.requestMatchers("/test/**").permitAll().anyRequest().authenticated())
                .csrf(each -> each.ignoringRequestMatchers("/test/**"))
                .formLogin(Customizer.withDefaults())
                .build();
    }

    @Bean
    RegisteredClientRepository clients() {
        return new InMemoryRegisteredClientRepository(client("unused", "unused", "http://localhost/unused"));
    }

    @Bean
    InMemoryUserDetailsManager people() {
        return new InMemoryUserDetailsManager();
    }

    /** It knows its people by their address, and says that it has verified it. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
                context.getClaims()
                        .claim("email", context.getPrincipal().getName())
                        .claim("email_verified", true)
                        .claim("amr", List.of("pwd"));
            }
        };
    }

    static RegisteredClient client(String id, String secret, String redirectUri) {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId(id)
                .clientSecret("{noop}" + secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(redirectUri)
                .scope("openid")
                .scope("email")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .build();
    }

    /** For the tests alone. */
    @RestController
    static class People {

        private final RegisteredClientRepository clients;
        private final UserDetailsService people;

        People(RegisteredClientRepository clients, UserDetailsService people) {
            this.clients = clients;
            this.people = people;
        }

        @PostMapping("/test/client")
        void client(@RequestBody Map<String, String> client) {
            clients.save(UpstreamIdp.client(client.get("id"), client.get("secret"), client.get("redirectUri")));
        }

        @PostMapping("/test/person")
        void person(@RequestBody Map<String, String> person) {
            ((InMemoryUserDetailsManager) people)
                    .createUser(User.withUsername(person.get("email"))
                            .password("{noop}" + person.get("password"))
                            .roles("USER")
                            .build());
        }
    }
}
