"""The voice-command lab: which phrases are told apart, before anybody ships them."""
