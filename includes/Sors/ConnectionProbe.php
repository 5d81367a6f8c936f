<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/** Tries the connection, and says what came of it so that a shop owner understands it. */
final class ConnectionProbe {

	private ApiFactory $factory;
	private ?string $key;
	private bool $keyReadable;

	public function __construct( ApiFactory $factory, ?string $key, bool $keyReadable ) {
		$this->factory     = $factory;
		$this->key         = $key;
		$this->keyReadable = $keyReadable;
	}
}
