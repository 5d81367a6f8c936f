<?php
declare( strict_types=1 );

namespace SorsApi\Simulation\Mutants;

use PhpParser\Node;

/** A file's code, and the mutants found in it so far. */
final class Source {

	public string $code;
	private string $file;

	/** @var array<string, array<string, bool|int|string>> By place and replacement: two ways to the same change are one mutant. */
	private array $mutants = [];

	/** The method in which mutants are being found. */
	public string $method = '';

	/** Whether what is being found stands in an SQL statement. */
	public bool $isSql = false;

	public function __construct( string $file, string $code ) {
		$this->file = $file;
		$this->code = $code;
	}

	public function text( Node $node ): string {
		return substr( $this->code, $node->getStartFilePos(), $node->getEndFilePos() + 1 - $node->getStartFilePos() );
	}

	public function replace( Node $node, string $to, string $around = '' ): void {
		$this->replaceAt( $node->getStartFilePos(), $this->text( $node ), $to, $around );
	}

	/** @param string $around What stands around it, for people: an operator alone says little. */
	public function replaceAt( int $at, string $from, string $to, string $around = '' ): void {
		if ( $from === $to || ! $this->isValid( $at, $from, $to ) ) {
			return;
		}
		$this->mutants[ "$at $from $to" ] = [
			'file'   => $this->file,
			'line'   => substr_count( $this->code, "\n", 0, $at ) + 1,
			'method' => $this->method,
			'sql'    => $this->isSql,
			'at'     => $at,
			'length' => strlen( $from ),
			'from'   => $from,
			'to'     => $to,
			'around' => $around,
		];
	}

	private function isValid( int $at, string $from, string $to ): bool {
		try {
			token_get_all( substr_replace( $this->code, $to, $at, strlen( $from ) ), TOKEN_PARSE );
			return true;
		} catch ( \ParseError $error ) {
			return false;
		}
	}

	public function mutants(): array {
		return array_values( $this->mutants );
	}
}
