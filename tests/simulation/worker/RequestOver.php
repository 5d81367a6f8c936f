<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** In place of the exit at the end of a request: the worker has to say what came of it. */
final class RequestOver extends \Error {}
