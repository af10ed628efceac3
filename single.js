// The program of a board in one HTML file: what the student's page loads one by one, as one classic script.
import "./inside.js";
import "./choiceboard.js";
