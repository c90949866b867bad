# Compile everything, ask what each theorem rests on, run coqchk: fails unless all is closed; exit 2 without Coq.
.PHONY: formal
formal: $(INSTALLED)
	@$(BIN)/python -m theory.formal
