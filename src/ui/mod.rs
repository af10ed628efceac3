//! Leptos: the student's page. Reads views, sends messages, decides nothing about boards.
