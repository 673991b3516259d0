export function remember(form, session) {
  localStorage.setItem('pin', form.password); // expect: secret-in-browser-storage
  sessionStorage.setItem('session', JSON.stringify({ token: session.authToken })); // expect: secret-in-browser-storage
  document.cookie = `token=${session.authToken}; path=/`; // expect: secret-in-browser-storage
  localStorage.setItem('language', form.language); // ok
  document.cookie = `language=${form.language}`; // ok
}
