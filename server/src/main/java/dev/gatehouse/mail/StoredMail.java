package dev.gatehouse.mail;

/** A message and how far it got. */
record StoredMail(OutgoingMail outgoing, Delivery delivery) {}
