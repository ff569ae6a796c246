//! Quotes in kept texts.
