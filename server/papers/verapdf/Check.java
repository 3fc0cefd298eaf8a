import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line per file and flavour: "ok" or the first broken rules. Exit 1 when one is broken. */
class Check {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean all = true;
    for (String file : files)
      for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1})
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
          PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
          ValidationResult result = validator.validate(parser);
          StringBuilder broken = new StringBuilder();
          for (TestAssertion one : result.getTestAssertions())
            if (one.getStatus() == TestAssertion.Status.FAILED && broken.length() < 1500)
              broken.append(' ').append(one.getRuleId().getClause()).append('-').append(one.getRuleId().getTestNumber()).append(' ').append(one.getMessage()).append(';');
          all &= result.isCompliant();
          System.out.println(flavour.getId() + " " + (result.isCompliant() ? "ok" : "BROKEN" + broken) + " " + file);
        }
    if (!all) System.exit(1);
  }
}
