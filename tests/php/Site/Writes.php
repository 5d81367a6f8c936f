<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

/** The writes of a process to its database: how many there are, and the one before which it dies. */
final class Writes {

	public int $count = 0;

	/** 0 = none. */
	private int $fatal;

	/** @param int $fatal Before the how manieth write the process ends as by a power cut: no shutdown function runs. */
	public static function watch( int $fatal ): self {
		$writes        = new self();
		$writes->fatal = $fatal;
		add_filter( 'query', [ $writes, 'see' ] );
		return $writes;
	}

	public function see( string $sql ): string {
		if ( 1 === preg_match( '/^\s*(INSERT|UPDATE|DELETE|REPLACE|COMMIT)/i', $sql ) && ++$this->count === $this->fatal ) {
			posix_kill( (int) getmypid(), 9 );
		}
		return $sql;
	}
}
