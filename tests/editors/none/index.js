/** Nothing: no test scales a picture. */
