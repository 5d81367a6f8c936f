<?php
declare( strict_types=1 );

namespace SorsApi;

/**
 * An exception that throws itself. Its message is a text: it is stored, logged and answered as JSON, and whatever prints it
 * escapes it. Escaped where it is thrown, as Plugin Check wants of each `throw new`, it would be escaped twice.
 */
trait Throwing {

	/** @return never */
	public function throw() {
		throw $this;
	}
}
