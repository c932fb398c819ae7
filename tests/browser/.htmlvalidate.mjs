// What html-validate asks of every page: all that it recommends, and one exception.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // A figure carries its own size and ground: in JupyterLab our style sheet is not there.
    "no-inline-style": ["error", { allowedProperties: ["background", "color", "width", "max-width", "height", "--lk-breedte"] }],
  },
};
