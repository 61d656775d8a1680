package main

import "net/http"

// As session.ts.
type User struct {
	Email string `json:"email"`
	Name  string `json:"name"`
}

func currentUser(r *http.Request) *User {
	cookie, err := r.Cookie("session")
	if err != nil || cookie.Value != "alice" && cookie.Value != "bob" && cookie.Value != "carol" {
		return nil
	}
	return &User{cookie.Value + "@example.com", "Zoë \"" + cookie.Value + "\" O'Hara \\ <b>"}
}
