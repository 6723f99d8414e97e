package io.punctual.workflow.firm;

/** A mail with a link is to go to a sender's address; told once the link has been stored. */
record SenderLinkWanted(String address, SenderToken token) {}
