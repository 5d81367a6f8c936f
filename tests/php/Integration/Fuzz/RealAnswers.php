<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use SorsApi\Tests\Site\SorsControl;

'cli' === PHP_SAPI || exit;

/** Listens to what SORS answers to our requests, by operation. */
final class RealAnswers {

	private SorsControl $sors;
	private int $before;

	private array $bodies = [];

	/** @var callable */
	private $listener;

	public function __construct( SorsControl $sors ) {
		$this->sors     = $sors;
		$this->before   = count( $sors->get( 'requests' )['requests'] );
		$this->listener = function ( $response ): void {
			$body           = (string) wp_remote_retrieve_body( $response );
			$this->bodies[] = 'gzip' === wp_remote_retrieve_header( $response, 'content-encoding' ) ? (string) gzdecode( $body ) : $body;
		};
		add_action( 'http_api_debug', $this->listener );
	}

	/** @return array<string, list<string>> Operation => JSON of its different answers. */
	public function stop(): array {
		remove_action( 'http_api_debug', $this->listener );
		$asked = array_values( array_filter( array_slice( $this->sors->get( 'requests' )['requests'], $this->before ), static fn( array $request ): bool => 'imageFile' !== $request['operation'] ) );
		if ( count( $asked ) !== count( $this->bodies ) ) {
			throw new \LogicException( sprintf( '%d requests, %d answers.', count( $asked ), count( $this->bodies ) ) );
		}
		$answers = [];
		foreach ( $asked as $at => $request ) {
			if ( '' !== $this->bodies[ $at ] ) {
				$answers[ $request['operation'] ][ md5( $this->bodies[ $at ] ) ] = $this->bodies[ $at ];
			}
		}
		return array_map( 'array_values', $answers );
	}
}
