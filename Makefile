# Every target is an alias of a verb of dev.py, which works without make too.
.PHONY: run test demo check bench campaign dist setup lock
run test demo check bench campaign dist setup lock:
	@python3 dev.py $@ $(ARGS)
