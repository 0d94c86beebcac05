package dev.gatehouse.factor;

import dev.gatehouse.account.Account;
import dev.gatehouse.account.Letter;
import dev.gatehouse.http.Origin;
import dev.gatehouse.mail.Mail;
import java.time.Instant;

/** The letters that carry codes. Subjects never show the code: they appear on locked screens. */
final class CodeLetters {

    private CodeLetters() {}

    static Mail signIn(Account account, String address, String code, Instant now, Origin origin) {
        return new Mail(account.organisationId(), address, "sign-in-code", "Your Gatehouse sign-in code", """
                Hello %s,

                your sign-in code is

                    %s

                It works once, until %s (%d minutes), and only in the window that asked for it.

                Account: %s (%s)
                Asked:   %s
                %s
                If this was not you, somebody else may know your password. Do not pass this code on: nobody will ever
                ask you for it. Sign in the way you always do, change your password, and tell your administrator.
                """.formatted(
                        account.name(),
                        code,
                        Letter.time(now.plus(MailCodes.LIFETIME)),
                        MailCodes.LIFETIME.toMinutes(),
                        account.label(),
                        account.organisation(),
                        Letter.time(now),
                        FactorNotices.lines(origin)));
    }

    /** Goes to whatever mailbox somebody names, so it holds no text that people choose freely. */
    static Mail recoveryAddress(Account account, String address, String code, Instant now) {
        return new Mail(
                account.organisationId(), address, "address-code", "Confirm this address for Gatehouse", """
                Hello,

                %s (%s) wants to use this mailbox as recovery address. If that is you, confirm it with the code

                    %s

                It works once, until %s (%d minutes).

                If you do not know what this is about, ignore this mail: without the code nothing happens.
                """.formatted(
                                account.label(),
                                account.organisation(),
                                code,
                                Letter.time(now.plus(MailCodes.LIFETIME)),
                                MailCodes.LIFETIME.toMinutes()));
    }
}
