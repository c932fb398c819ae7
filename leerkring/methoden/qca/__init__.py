"""Qualitative Comparative Analysis: which combinations of conditions go with the outcome, across few cases.

The order of work: calibrate raw values (`kalibratie`, and `kalibratietoets` for what to distrust), check the table
(`gegevens`), look for necessary conditions (`maten`, `zoeken`), build the truth table (`waarheidstabel`),
minimise it (`oplossing`, `intermediair`; `overzicht` lists what came out), exclude what cannot be assumed
(`standaardanalyse`) and test how robust the solution is (`robuustheid`, `robuuste_passing`). Results equal those of R's
package QCA.
"""
